// The least that can serve a serial line: answers CR LF OK CR LF to every CR, for ever. The floor under air780sim.
//   air780-bench-floor tcp|tcp-poll|pty
// Prints where it is and `ready`, as air780sim does.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

static void check(int succeeded, const char* what) {
  if (succeeded) return;
  perror(what);
  exit(1);
}

// One write for all the lines that came with one read. False at the end of the line.
static int answer_once(int line) {
  char bytes[4096];
  char replies[4096 * 6];
  size_t reply_size = 0;
  const ssize_t size = read(line, bytes, sizeof bytes);
  if (size <= 0) return 0;
  for (ssize_t i = 0; i < size; ++i) {
    if (bytes[i] != '\r') continue;
    memcpy(replies + reply_size, "\r\nOK\r\n", 6);
    reply_size += 6;
  }
  return reply_size == 0 || write(line, replies, reply_size) == (ssize_t)reply_size;
}

static void serve_polled(int line) {
  struct pollfd readable = {.fd = line, .events = POLLIN};
  while (poll(&readable, 1, -1) == 1 && answer_once(line)) continue;
}

static void serve_tcp(int polled) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  check(bind(listener, (struct sockaddr*)&address, size) == 0 && listen(listener, 1) == 0, "listen");
  check(getsockname(listener, (struct sockaddr*)&address, &size) == 0, "getsockname");
  printf("tcp 127.0.0.1:%u\nready\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    const int host = accept(listener, NULL, NULL);
    const int yes = 1;
    check(host >= 0 && setsockopt(host, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0, "accept");
    if (polled) serve_polled(host);
    while (!polled && answer_once(host)) continue;
    close(host);
  }
}

static void serve_pty(void) {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  check(master >= 0 && unlockpt(master) == 0, "posix_openpt");
  const char* name = ptsname(master);
  check(name != NULL, "ptsname");
  // Kept open, so that the master never hangs up.
  const int slave = open(name, O_RDWR | O_NOCTTY);
  struct termios settings;
  check(slave >= 0 && tcgetattr(slave, &settings) == 0, "slave");
  cfmakeraw(&settings);
  check(tcsetattr(slave, TCSANOW, &settings) == 0, "tcsetattr");
  printf("pty %s\nready\n", name);
  fflush(stdout);
  serve_polled(master);
}

int main(int argc, char** argv) {
  if (argc == 2 && strcmp(argv[1], "tcp") == 0) serve_tcp(0);
  if (argc == 2 && strcmp(argv[1], "tcp-poll") == 0) serve_tcp(1);
  if (argc == 2 && strcmp(argv[1], "pty") == 0) serve_pty();
  fprintf(stderr, "usage: air780-bench-floor tcp|tcp-poll|pty\n");
  return 2;
}
