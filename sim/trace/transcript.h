// The transcript (--trace FILE): every event as a line that a person reads and a program can replay.
// Listens to one EventStream; used from the thread that runs the module.
#pragma once

#include <boost/system/result.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/event.h"

namespace air780 {

// One event as a line without its end: seconds, who or what, and the rest. Bytes are in quotes with C escapes.
//        1.002345 host    "AT+CSQ\r"
//        1.002391 module  "AT+CSQ\r\r\n+CSQ: 25,0\r\n\r\nOK\r\n"
//        2.500000 mqtt    < PUBACK id=1
std::string transcript_line(const Event& event);

// What a transcript line says of bytes: those of the host that were heard, or those of the module. Nothing for any
// other line.
struct TranscriptBytes {
  SerialBytes::Direction direction;
  std::string bytes;
};
bool read_transcript_line(std::string_view line, TranscriptBytes& bytes);

class Transcript final : public EventListener {
 public:
  // Opens the file, emptying it, and writes `title` as a comment on top. The error names the file and the reason.
  static boost::system::result<std::unique_ptr<Transcript>, std::string> open(const std::string& path,
                                                                              std::string_view title);

  // Each line has left this program when the call returns, so that a killed emulator leaves a whole transcript.
  void on_event(const Event& event) override;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  explicit Transcript(std::FILE* file) : file_(file) {}
  void write_line(std::string_view line);

  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace air780
