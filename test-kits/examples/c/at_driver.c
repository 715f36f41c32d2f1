/* A small driver for the Air780EP in C, to copy and to begin with: it brings the module online over its own MQTT
 * commands, publishes with QoS 1, and builds everything anew when the link, the network or the module is lost.
 *
 *   at_driver DEVICE [SECONDS]      DEVICE is a serial device: /dev/ttyUSB0, or a PTY of air780sim
 *
 * Publishes a counter every SECONDS (default 1) until it is stopped. What a driver has to get right is in the
 * comments; each of them is a fault rule away from being tested.
 *
 * With -DFORGETFUL it makes the commonest mistake: it does not hear that the link was closed. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum result { RESULT_OK, RESULT_ERROR, RESULT_LOST, RESULT_SILENT };

struct module {
  int port;
  char line[8192]; /* longer than the longest +MSUB, 4100 bytes of payload and its head */
  size_t filled;
  bool lost; /* a line said that the session is gone; it may come at any time, also between two commands */
};

static long long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static bool begins(const char* line, const char* with) { return strncmp(line, with, strlen(with)) == 0; }

/* What ends a session: the broker or the path (CLOSED), the network (PDP, CGEV), the module itself (RDY: it rebooted).
 */
static bool ends_session(const char* line) {
#ifdef FORGETFUL
  (void)line;
  return false;
#else
  return begins(line, "CLOSED") || begins(line, "+PDP: DEACT") || begins(line, "+CGEV: NW PDN DEACT") ||
         begins(line, "RDY");
#endif
}

static int open_port(const char* path) {
  int port = open(path, O_RDWR | O_NOCTTY);
  if (port < 0) return -1;
  struct termios settings;
  if (tcgetattr(port, &settings) != 0) return -1;
  cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  cfsetspeed(&settings, B115200);
  if (tcsetattr(port, TCSANOW, &settings) != 0) return -1;
  return port;
}

static void send_text(struct module* module, const char* text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t sent = write(module->port, text, length);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) {
      perror("write");
      exit(1);
    }
    text += sent;
    length -= (size_t)sent;
  }
}

/* The next line without its end, or NULL at `deadline`. Lines end with CR LF; empty ones are framing. */
static const char* read_line(struct module* module, long long deadline) {
  for (;;) {
    struct pollfd readable = {.fd = module->port, .events = POLLIN};
    long long left = deadline - now_ms();
    if (left < 0) left = 0;
    int ready = poll(&readable, 1, (int)left);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return NULL;
    char byte;
    if (read(module->port, &byte, 1) != 1) {
      fprintf(stderr, "the port is gone\n");
      exit(1);
    }
    if (byte == '\r' || byte == '\n') {
      if (module->filled == 0) continue;
      module->line[module->filled] = '\0';
      module->filled = 0;
      if (ends_session(module->line)) module->lost = true;
      return module->line;
    }
    if (module->filled + 1 < sizeof module->line) module->line[module->filled++] = byte;
  }
}

/* Until a line begins with `wanted`. */
static enum result await(struct module* module, const char* wanted, int seconds) {
  long long deadline = now_ms() + seconds * 1000LL;
  const char* line;
  while (!module->lost && (line = read_line(module, deadline)) != NULL) {
    if (begins(line, wanted)) return RESULT_OK;
    if (begins(line, "ERROR") || begins(line, "+CME ERROR") || begins(line, "CONNECT FAIL")) return RESULT_ERROR;
  }
  return module->lost ? RESULT_LOST : RESULT_SILENT;
}

/* A command and its OK. For what the module does in its own time OK only means "I will try": wait for the rest. */
static enum result command(struct module* module, const char* text) {
  send_text(module, text);
  send_text(module, "\r\n");
  return await(module, "OK", 10);
}

static enum result connect_to_broker(struct module* module) {
  module->lost = false;
  enum result result = command(module, "ATE0");
  if (result != RESULT_OK) return result;
  command(module, "AT+MIPCLOSE"); /* OK or an error, as it was left; both are fine */
  result = command(module, "AT+MCONFIG=\"at-driver\",\"\",\"\"");
  if (result == RESULT_OK) result = command(module, "AT+MIPSTART=\"broker.example\",1883");
  if (result == RESULT_OK) result = await(module, "CONNECT OK", 40);
  if (result == RESULT_OK) result = command(module, "AT+MCONNECT=1,60");
  if (result == RESULT_OK) result = await(module, "CONNACK OK", 30);
  /* A session begun anew has no subscriptions: subscribe every time. */
  if (result == RESULT_OK) result = command(module, "AT+MSUB=\"at-driver/command\",1");
  if (result == RESULT_OK) result = await(module, "SUBACK", 20);
  return result;
}

static enum result publish(struct module* module, unsigned number) {
  char text[80];
  snprintf(text, sizeof text, "AT+MPUB=\"at-driver/count\",1,0,\"%u\"", number);
  enum result result = command(module, text);
  return result == RESULT_OK ? await(module, "PUBACK", 10) : result;
}

int main(int count, char** arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: at_driver DEVICE [SECONDS]\n");
    return 2;
  }
  struct module module = {.port = open_port(arguments[1])};
  if (module.port < 0) {
    perror(arguments[1]);
    return 1;
  }
  const double pause = count > 2 ? atof(arguments[2]) : 1.0;
  bool online = false;
  for (unsigned number = 1;;) {
    if (!online) {
      online = connect_to_broker(&module) == RESULT_OK;
      if (!online) usleep(500 * 1000); /* give it a moment, or a broken network is hammered */
      continue;
    }
    /* Not acknowledged is not published: the same number goes out again when the session is back. */
    if (publish(&module, number) == RESULT_OK) {
      number++;
    }
#ifndef FORGETFUL
    else {
      online = false;
      continue;
    }
#endif
    long long until = now_ms() + (long long)(pause * 1000);
    while (!module.lost && read_line(&module, until) != NULL) {
    }
    if (module.lost) online = false;
  }
}
