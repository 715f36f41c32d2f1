// air780sim in a C++ test: start it, break it on purpose, and wait for what the driver under test does.
// Header only; C++17, POSIX, nothing else. The program is AIR780SIM_PROGRAM of the environment, else the one
// of the CMake package, else the first air780sim in PATH.
//
//   air780sim::Emulator modem;
//   modem.fault("on AT+MPUB #2: closed");
//   Driver driver(modem.pty());
//   EXPECT_TRUE(modem.wait("AT+MIPSTART", 10s));
//   EXPECT_TRUE(modem.wait("mqtt=online", 10s)) << modem.transcript();
//
// With the CMake package `target_link_libraries(… air780sim::test_kit)`, else put `include` on the path.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

extern char** environ;

namespace air780sim {

namespace detail {

// A child with its standard output on a pipe. Owned by whoever waits for it; ends with it.
class Child {
 public:
  explicit Child(std::vector<std::string> command) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("air780sim: no pipe");
    output_ = fdopen(ends[0], "r");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int error = posix_spawnp(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error == 0) return;
    fclose(output_);
    throw std::runtime_error("air780sim: cannot run " + command[0] + "; name the program in AIR780SIM_PROGRAM");
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    terminate();
    wait();
    fclose(output_);
  }

  // The next line without its end; false at the end of its output.
  bool read_line(std::string& line) {
    line.clear();
    for (int byte = std::fgetc(output_); byte != EOF; byte = std::fgetc(output_)) {
      if (byte == '\n') return true;
      line += static_cast<char>(byte);
    }
    return !line.empty();
  }
  std::string read_all() {
    std::string text;
    for (int byte = std::fgetc(output_); byte != EOF; byte = std::fgetc(output_)) text += static_cast<char>(byte);
    return text;
  }
  void terminate() {
    if (process_ > 0) kill(process_, SIGTERM);
  }
  // Its exit code, or 128 and the number of the signal that ended it.
  int wait() {
    int status = 0;
    if (process_ > 0 && waitpid(process_, &status, 0) == process_) {
      exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    process_ = -1;
    return exit_code_;
  }

 private:
  pid_t process_ = -1;
  FILE* output_ = nullptr;
  int exit_code_ = 0;
};

inline std::string program() {
  const char* named = std::getenv("AIR780SIM_PROGRAM");
  if (named != nullptr && *named != '\0') return named;
#ifdef AIR780SIM_DEFAULT_PROGRAM
  return AIR780SIM_DEFAULT_PROGRAM;
#else
  return "air780sim";
#endif
}

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    if (mkdtemp(name_) == nullptr) throw std::runtime_error("air780sim: no temporary directory");
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { rmdir(name_); }
  std::string file(const std::string& name) const { return std::string(name_) + "/" + name; }

 private:
  char name_[32] = "/tmp/air780sim-XXXXXX";
};

}  // namespace detail

// One emulator with a PTY, a TCP line, the control API and a local broker, on free ports; ended with the object.
// One thread at a time. What fails throws std::runtime_error, with what the program said on stderr.
class Emulator {
 public:
  // `options` are further ones of the program, for example {"--scenario", "tcp-loss-idle"}.
  explicit Emulator(const std::vector<std::string>& options = {}) : child_(command(directory_, options)) {
    std::string line;
    while (child_.read_line(line)) {
      if (line == "ready") return;
      const auto blank = line.find(' ');
      if (blank != std::string::npos) addresses_[line.substr(0, blank)] = line.substr(blank + 1);
    }
    throw std::runtime_error("air780sim did not start: exit code " + std::to_string(child_.wait()));
  }

  // Where the driver finds its serial line: a device, or HOST:PORT.
  const std::string& pty() const { return addresses_.at("pty"); }
  const std::string& tcp() const { return addresses_.at("tcp"); }
  // HOST:PORT of the broker that the module is connected to, whatever name the driver dials.
  const std::string& broker() const { return addresses_.at("broker"); }

  // Adds a rule such as "on AT+MPUB #3: pdn-deact".
  void fault(const std::string& rule) { expect_success({"add", rule}); }
  // Lets an action happen now: "closed", "no-service 5s".
  void inject(const std::string& action) { expect_success({"inject", action}); }
  // Takes all rules back and ends what they began.
  void heal() { expect_success({"clear"}); }

  // Whether it happens in time, counted from what the last successful wait saw (at first: from the start), so that
  // nothing falls between two calls: a command of the driver ("AT+MCONNECT"), a line of the module in quotes
  // ("\"CONNECT OK\""), a packet ("PUBACK<", "PUBLISH>"), a state ("mqtt=online") or "fault".
  bool wait(const std::string& what, std::chrono::milliseconds within) {
    const auto [code, text] =
        control({"wait", what, "--timeout", std::to_string(within.count()) + "ms", "--since", std::to_string(seen_)});
    if (code == 1) return false;
    if (code != 0) throw std::runtime_error("air780sim: cannot wait for " + what);
    const std::string key = "\"number\":";
    const auto number = text.find(key);
    if (number != std::string::npos) seen_ = std::max(seen_, std::atol(text.c_str() + number + key.size()));
    return true;
  }

  // The module now, as JSON; what happened, one line an event.
  std::string state() { return control({"state"}).second; }
  std::string transcript() { return control({"transcript"}).second; }

  // Ends it. 0, or 1 if an expectation of a scenario was missed; what it says is on its standard error and here.
  int stop() {
    child_.terminate();
    verdict_ += child_.read_all();
    return child_.wait();
  }
  const std::string& verdict() const { return verdict_; }

 private:
  static std::vector<std::string> command(const detail::TemporaryDirectory& directory,
                                          const std::vector<std::string>& options) {
    std::vector<std::string> words{
        detail::program(), "--pty", directory.file("modem"), "--tcp",  "0", "--control", "0", "--broker",
        "--boot-time",     "0",     "--log-level",           "warning"};
    words.insert(words.end(), options.begin(), options.end());
    return words;
  }
  std::pair<int, std::string> control(const std::vector<std::string>& words) {
    std::vector<std::string> command{detail::program(), "ctl", "--control", "http://" + addresses_.at("control")};
    command.insert(command.end(), words.begin(), words.end());
    detail::Child ctl(command);
    std::string text = ctl.read_all();
    return {ctl.wait(), text};
  }
  void expect_success(const std::vector<std::string>& words) {
    if (control(words).first != 0) throw std::runtime_error("air780sim refused: " + words.back());
  }

  detail::TemporaryDirectory directory_;
  detail::Child child_;
  std::map<std::string, std::string> addresses_;
  std::string verdict_;
  long seen_ = 0;
};

}  // namespace air780sim
