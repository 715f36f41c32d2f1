// The program's log: one line an event on stderr, for the person who runs the emulator.
// Owned by the composition, which outlives everybody who holds a reference; may be called from any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace air780 {

enum class LogLevel { debug, info, warning, error, off };

class Log {
 public:
  explicit Log(LogLevel least);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  // Whether lines of this level are written, for who would have to compose them first.
  bool enabled(LogLevel level) const;
  void debug(std::string_view text);
  void info(std::string_view text);
  void warning(std::string_view text);
  void error(std::string_view text);

 private:
  class Sink;
  std::unique_ptr<Sink> sink_;
};

}  // namespace air780
