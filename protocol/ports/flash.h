// The module's flash as its commands see it: files and directories by name, a quota, and errors a command can answer
// with (at-reference §3.2, decisions "TLS and files"). The room fs/ implements it, in memory or in a directory.
// Owned by the composition; must outlive the module. Used from the module's one thread only.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace air780 {

enum class FlashError {
  bad_name,     // empty, over-long, with characters no name may have, or leading out of the flash
  not_found,    // no such file or directory
  exists,       // something else of that name is there
  full,         // the quota does not hold it; what was there is unchanged
  not_empty,    // a directory with something in it cannot be removed
  unreachable,  // the directory of the name does not exist
  failed,       // the medium failed; what was there is unchanged
};

struct FlashEntry {
  std::string name;  // without the directories above it
  bool directory = false;
};

// Names may begin with "/" or "C:/"; "ca.crt", "/ca.crt" and "C:/ca.crt" are one file. No name reaches anything else.
class Flash {
 public:
  template <typename Value>
  using Outcome = boost::system::result<Value, FlashError>;

  virtual ~Flash() = default;
  // An empty file; `exists` and nothing changed when the name is taken.
  virtual Outcome<void> create(std::string_view name) = 0;
  // Replaces, or adds to, the content of a file that exists; all of it or nothing.
  virtual Outcome<void> write(std::string_view name, std::string_view bytes) = 0;
  virtual Outcome<void> append(std::string_view name, std::string_view bytes) = 0;
  virtual Outcome<std::string> read(std::string_view name) const = 0;
  virtual Outcome<std::size_t> size(std::string_view name) const = 0;
  virtual Outcome<void> remove(std::string_view name) = 0;
  virtual Outcome<void> make_directory(std::string_view name) = 0;
  virtual Outcome<void> remove_directory(std::string_view name) = 0;
  // Files and directories directly in a directory, in order of name; "" and "/" are the whole flash.
  virtual Outcome<std::vector<FlashEntry>> list(std::string_view directory) const = 0;
  // What AT+FSMEM tells.
  virtual std::size_t free_bytes() const = 0;
};

}  // namespace air780
