// Watches hosts open and close a PTY's device.
//
// inotify tells of opens and closes, but folds equal neighbours into one, so its count is an estimate: it serves to see
// where one session ended and the next began. Whether anybody is there at all the terminal itself knows (a hang-up on
// the master), and set_present() brings the count in line with it.
// Owned by a PtyEnd; one thread.
#pragma once

#include <string>

#include "sim/file_descriptor.h"

namespace air780 {

class PtyOpeners {
 public:
  struct Changes {
    bool opened = false;
    // Somebody was the first to open the device or the last to close it, perhaps several times.
    bool session_changed = false;
  };

  PtyOpeners() = default;
  explicit PtyOpeners(std::string device);

  // False where the system has no inotify (left); then take() sees no changes.
  bool available() const { return static_cast<bool>(notify_); }
  // Readable when take() has something to tell.
  int descriptor() const { return notify_.get(); }
  // What happened since the last call.
  Changes take();
  // The truth, as the terminal knows it.
  void set_present(bool present);

  // Between these two nothing is noticed: for opening the device ourselves.
  void look_away();
  void look_again();

 private:
  std::string device_;
  FileDescriptor notify_;
  int watch_ = -1;
  unsigned count_ = 0;
};

}  // namespace air780
