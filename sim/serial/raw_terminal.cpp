#include "sim/serial/raw_terminal.h"

// The kernel's own header, because the C library's knows no rate without a name; the two do not go together.
#include <asm/termbits.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

namespace air780 {

namespace {

// Programs that ask by the C library know only rates that have a name.
tcflag_t flag_of(unsigned rate) {
  switch (rate) {
    case 600:
      return B600;
    case 1200:
      return B1200;
    case 2400:
      return B2400;
    case 4800:
      return B4800;
    case 9600:
      return B9600;
    case 19200:
      return B19200;
    case 38400:
      return B38400;
    case 57600:
      return B57600;
    case 115200:
      return B115200;
    case 230400:
      return B230400;
    case 460800:
      return B460800;
    case 921600:
      return B921600;
    default:
      return BOTHER;
  }
}

}  // namespace

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

bool set_rate(int device, unsigned rate) {
  termios2 settings{};
  if (::ioctl(device, TCGETS2, &settings) != 0) return false;
  settings.c_cflag = (settings.c_cflag & ~static_cast<tcflag_t>(CBAUD)) | flag_of(rate);
  settings.c_ispeed = settings.c_ospeed = rate;
  return ::ioctl(device, TCSETS2, &settings) == 0;
}

bool set_hardware_flow(int device, bool on) {
  termios2 settings{};
  if (::ioctl(device, TCGETS2, &settings) != 0) return false;
  settings.c_cflag = on ? settings.c_cflag | CRTSCTS : settings.c_cflag & ~static_cast<tcflag_t>(CRTSCTS);
  return ::ioctl(device, TCSETS2, &settings) == 0;
}

std::optional<unsigned> rate_of(int device) {
  termios2 settings{};
  if (::ioctl(device, TCGETS2, &settings) != 0) return std::nullopt;
  return settings.c_ospeed;
}

}  // namespace air780
