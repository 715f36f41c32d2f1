// The name under which a PTY is published: a symlink to its device.
//
// Who owns a link is settled by a lock: the emulator behind LINK holds flock() on LINK.lock for as long as it lives,
// and wrote the device it linked to into that file. So what stands at LINK may be replaced if nobody holds the lock and
// it is nothing, a link to nowhere, or the very link that the last, dead emulator recorded there — even if the number
// of its PTY meanwhile belongs to somebody else. A file that is not a symlink, and a link somebody else made to a thing
// that exists, are never replaced.
// Owned by a PtyEnd; one thread.
#pragma once

#include <boost/system/result.hpp>
#include <string>

#include "sim/file_descriptor.h"

namespace air780 {

class PtyLink {
 public:
  // Makes `link` point to `device`, never leaving a moment without either the old or the new link. On failure nothing
  // is changed, and the error says what stands in the way and what can be done.
  static boost::system::result<PtyLink, std::string> publish(const std::string& link, const std::string& device);

  PtyLink() = default;
  // Removes the link if it still points to the device, and gives up the lock.
  ~PtyLink();
  PtyLink(PtyLink&&) noexcept = default;
  PtyLink& operator=(PtyLink&&) = delete;

 private:
  PtyLink(std::string link, std::string device, FileDescriptor lock);

  std::string link_;  // absolute, so that it is found after a change of directory
  std::string device_;
  FileDescriptor lock_;
};

}  // namespace air780
