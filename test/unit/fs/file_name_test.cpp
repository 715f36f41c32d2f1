#include "fs/file_name.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

using namespace std::string_literals;

TEST(FileName, ThePrefixesNameTheSameFile) {
  EXPECT_EQ(canonical_file_name("ca.crt"), "ca.crt");
  EXPECT_EQ(canonical_file_name("/ca.crt"), "ca.crt");
  EXPECT_EQ(canonical_file_name("C:/ca.crt"), "ca.crt");
  EXPECT_EQ(canonical_file_name("C:/certs/ca.crt"), "certs/ca.crt");
}

TEST(FileName, OnlyThePrefixesOfTheManualAreTakenOff) {
  for (const char* name :
       {"c:/ca.crt", "D:/ca.crt", "C:ca.crt", "C:\\ca.crt", "//ca.crt", "C://ca.crt", "/C:/ca.crt"}) {
    EXPECT_EQ(canonical_file_name(name), std::nullopt) << name;
  }
}

TEST(FileName, NothingLeadsUpwards) {
  for (const char* name : {".", "..", "/..", "C:/..", "../ca.crt", "a/../b", "a/..", "./a", "a/./b"}) {
    EXPECT_EQ(canonical_file_name(name), std::nullopt) << name;
    EXPECT_EQ(canonical_directory_name(name), std::nullopt) << name;
  }
  EXPECT_EQ(canonical_file_name("..a"), "..a");
  EXPECT_EQ(canonical_file_name("a.."), "a..");
}

TEST(FileName, ItHas64BytesAtMostWithoutItsPrefix) {
  const std::string longest = std::string(31, 'd') + "/" + std::string(32, 'f');
  EXPECT_EQ(canonical_file_name("C:/" + longest), longest);
  EXPECT_EQ(canonical_file_name(longest + "x"), std::nullopt);
  EXPECT_EQ(canonical_directory_name("/" + longest + "/"), longest);
}

TEST(FileName, SomeCharactersAreNotAllowed) {
  for (const std::string& name :
       {"a\0b"s, "\x1a"s, "a\rb"s, "a\x7f"s, "a\\b"s, "a:b"s, "a\"b"s, ""s, "/"s, "a//b"s, "a/"s}) {
    EXPECT_EQ(canonical_file_name(name), std::nullopt) << name;
  }
  EXPECT_EQ(canonical_file_name("\u8bc1\u4e66 1%.crt"), "\u8bc1\u4e66 1%.crt");
}

TEST(FileName, ADirectoryMayEndWithASlash) {
  for (const char* name : {"certs", "certs/", "/certs/", "C:/certs"}) {
    EXPECT_EQ(canonical_directory_name(name), "certs") << name;
  }
  EXPECT_EQ(canonical_directory_name("certs//"), std::nullopt);
}

TEST(FileName, TheWholeFlashIsADirectory) {
  for (const char* name : {"", "/", "C:/"}) EXPECT_EQ(canonical_directory_name(name), "") << name;
  EXPECT_EQ(canonical_directory_name("//"), std::nullopt);
}

}  // namespace
}  // namespace air780
