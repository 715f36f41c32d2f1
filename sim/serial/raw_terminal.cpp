#include "sim/serial/raw_terminal.h"

// The kernel's own header, because the C library's knows no rate without a name; the two do not go together.
#include <asm/termbits.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

namespace air780 {

std::optional<std::string> make_raw(int device, unsigned rate) {
  termios2 settings{};
  if (::ioctl(device, TCGETS2, &settings) != 0) return "not a serial device";
  settings.c_iflag = 0;
  settings.c_oflag = 0;
  settings.c_lflag = 0;
  settings.c_cflag = CS8 | CREAD | CLOCAL | HUPCL | BOTHER;
  settings.c_ispeed = settings.c_ospeed = rate;
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  if (::ioctl(device, TCSETS2, &settings) == 0) return std::nullopt;
  return "cannot be set to " + std::to_string(rate) + " bit/s: " + std::strerror(errno);
}

std::optional<unsigned> rate_of(int device) {
  termios2 settings{};
  if (::ioctl(device, TCGETS2, &settings) != 0) return std::nullopt;
  return settings.c_ospeed;
}

}  // namespace air780
