// A directory of this computer as the medium of the module's flash (--flash DIR): its files lie in it under their own
// names (fs/host_name.h), directories as directories.
//
// Every write goes to a temporary file, which is synchronised and then takes the place of the old one, so that a kill
// at any moment leaves the old content or the new. Names are opened part by part from DIR and no link is ever followed.
// Owned by the composition, outlives the flash; one thread. Two emulators cannot have the same directory.
#pragma once

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fs/medium.h"
#include "sim/file_descriptor.h"

namespace air780 {

class HostDirectory final : public Medium {
 public:
  // Makes the directory when it is missing, takes it for this process alone, and clears away what an earlier end in
  // mid-write left. Otherwise a sentence about what is wrong, for a person.
  static boost::system::result<HostDirectory, std::string> open(const std::string& path);

  struct Contents {
    std::vector<StoredEntry> entries;   // directories before what is in them, files in order of name
    std::vector<std::string> left_out;  // "DIR/name: why"; these are left alone
  };
  // Everything in it that can be a module's; hidden files are passed over in silence. Files larger than `largest` are
  // left out unread.
  Contents read_all(std::size_t largest) const;

  bool create_file(std::string_view name) override;
  bool replace_file(std::string_view name, std::string_view bytes) override;
  bool remove_file(std::string_view name) override;
  bool make_directory(std::string_view name) override;
  bool remove_directory(std::string_view name) override;

  // Files of the emulator's own beside the module's: their names begin with a dot.
  // The whole content; empty when there is none of this name, nothing when it is larger than `largest` or cannot be
  // read.
  std::optional<std::string> read_own_file(const char* name, std::size_t largest) const;
  // As replace_file().
  bool replace_own_file(const char* name, std::string_view bytes);
  // Gives it the first of NAME.old, NAME.old2, … that is free, and tells which; nothing when it could not be done.
  std::optional<std::string> put_aside_own_file(const char* name);

  const std::string& path() const { return path_; }

 private:
  HostDirectory(std::string path, FileDescriptor directory)
      : path_(std::move(path)), directory_(std::move(directory)) {}

  std::string path_;
  FileDescriptor directory_;  // holds the lock
};

}  // namespace air780
