// How a command ended, or that it has not yet: what a handler returns to the interpreter. A value; one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "protocol/at/error_code.h"
#include "protocol/ports/scheduler.h"

namespace air780 {

class Result;

// Bytes a command wants from the host behind a prompt, instead of command lines.
struct DataRequest {
  std::size_t most = 0;               // bytes kept; what exceeds them is read and dropped, and `overflowed` is told
  std::optional<std::size_t> length;  // ends after exactly so many bytes
  bool ends_at_ctrl_z = false;        // ends at 0x1A, which is not data
  Duration time{};                    // ends when it is over; it begins anew with each byte, or with the prompt only
  enum class TimeOf { each_byte, everything } time_of = TimeOf::each_byte;
  struct Data {
    std::string bytes;
    bool overflowed = false;
    bool timed_out = false;  // ended by the time, not by length or 0x1A
  };
  std::function<Result(Data)> complete;
};

class Result {
 public:
  enum class Kind {
    ok,        // OK
    error,     // ERROR
    cme,       // +CME ERROR: <code>, ERROR or the text, as AT+CMEE says
    text,      // a final text instead of OK: SHUT OK
    failure,   // a final text instead of ERROR: TimeOut
    bare,      // the information text was everything: AT+CIFSR
    ok_first,  // OK, then one more line that belongs to the answer: AT+CIPSTATUS
    pending,   // Interpreter::finish brings the result later; input waits
    prompt,    // the prompt, then data, then DataRequest::complete brings the result
  };

  static Result ok() { return Result(Kind::ok); }
  static Result error() { return Result(Kind::error); }
  static Result cme(CmeError code) {
    Result result(Kind::cme);
    result.code_ = code;
    return result;
  }
  static Result text(std::string text) { return with_text(Kind::text, std::move(text)); }
  static Result failure(std::string text) { return with_text(Kind::failure, std::move(text)); }
  static Result bare() { return Result(Kind::bare); }
  static Result ok_first(std::string text) { return with_text(Kind::ok_first, std::move(text)); }
  static Result pending() { return Result(Kind::pending); }
  static Result prompt(DataRequest request) {
    Result result(Kind::prompt);
    result.request_ = std::move(request);
    return result;
  }

  Kind kind() const { return kind_; }
  CmeError code() const { return code_; }
  const std::string& text() const { return text_; }
  DataRequest& request() { return request_; }
  // One of those that ATQ1 keeps back: OK, ERROR, +CME ERROR. Texts of a command's own stay.
  bool is_result_code() const {
    return kind_ == Kind::ok || kind_ == Kind::ok_first || kind_ == Kind::error || kind_ == Kind::cme;
  }

 private:
  explicit Result(Kind kind) : kind_(kind) {}
  static Result with_text(Kind kind, std::string text) {
    Result result(kind);
    result.text_ = std::move(text);
    return result;
  }

  Kind kind_;
  CmeError code_{};
  std::string text_;
  DataRequest request_;
};

}  // namespace air780
