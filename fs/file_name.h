// Names of files and directories as hosts write them (at-reference §3.2). Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace air780 {

// Of a whole name, the directories above it included, without the "/" or "C:/" it may begin with.
inline constexpr std::size_t longest_file_name = 64;

// The one form of a name by which a file is known: "ca.crt", "/ca.crt" and "C:/ca.crt" are "ca.crt", "/certs/ca.crt" is
// "certs/ca.crt". Nothing for a name that no file can have: an empty one, an over-long one, one with an empty part or
// with the parts "." or "..", and one with control characters, ", \ or : in it.
std::optional<std::string> canonical_file_name(std::string_view written);

// Likewise for a directory, which may have a "/" behind it. "", "/" and "C:/" are the whole flash, whose form is "".
std::optional<std::string> canonical_directory_name(std::string_view written);

// The directory that a canonical name is in ("" for the whole flash), and the name without it.
std::string_view directory_of(std::string_view canonical);
std::string_view last_part_of(std::string_view canonical);

}  // namespace air780
