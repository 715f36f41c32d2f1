#include "fs/host_name.h"

#include <gtest/gtest.h>

namespace air780 {
namespace {

TEST(HostName, OrdinaryNamesAreTheSame) {
  for (const char* name : {"ca.crt", "client key 1.pem", "a", "a.", "..a.crt.", "\u8bc1\u4e66.crt"}) {
    if (name[0] != '.') {
      EXPECT_EQ(host_name_of(name), name);
      EXPECT_EQ(part_of_host_name(name), name);
    }
  }
}

TEST(HostName, ADotInFrontAndAPercentSignAreEncoded) {
  EXPECT_EQ(host_name_of(".cert"), "%2Ecert");
  EXPECT_EQ(host_name_of("..a"), "%2E.a");
  EXPECT_EQ(host_name_of("50%"), "50%25");
  EXPECT_EQ(host_name_of("%2E"), "%252E");
  for (const char* name : {".cert", "..a", "50%", "%2E", "%", "%25"}) {
    EXPECT_EQ(part_of_host_name(host_name_of(name)), name) << name;
  }
}

TEST(HostName, WhatIsNoFileOfTheModule) {
  for (const char* name :
       {"", ".", "..", ".hidden", "%2E", "%2E.", "a%2Eb", "100%", "%2e", "a\\b", "a:b", "a\nb", "C:"}) {
    EXPECT_EQ(part_of_host_name(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace air780
