// How the TCP/IP scene would carry a host's own connections: what the AT+CIP… commands beside its states set and tell
// (manual chapter 12; at-reference §9 for the defaults). Kept and told; connections of the host's own are not built.
// A value, owned by the scene; one thread.
#pragma once

namespace air780 {

struct TransferSettings {
  int transparent = 0;    // AT+CIPMODE
  int quick_send = 0;     // AT+CIPQSEND: 0 and 1 quick, 2 slow
  int ip_head = 0;        // AT+CIPHEAD
  int show_protocol = 0;  // AT+CIPSHOWTP
  int show_sender = 0;    // AT+CIPSRIP
  int send_prompt = 1;    // AT+CIPSPRT: 0 no prompt, 1 prompt and result, 2 neither
  int read_by_hand = 0;   // AT+CIPRXGET: 0 off, 1 and 5 on

  struct AutomaticSend {  // AT+CIPATS
    int on = 0;
    int seconds = 1;
  } automatic_send;

  struct KeepAlive {  // AT+CIPTKA; idle and interval in seconds
    int on = 1;
    int idle = 7200;
    int interval = 75;
    int count = 9;
  } keep_alive;

  struct Transparent {  // AT+CIPCCFG
    int retries = 5;
    int wait = 2;  // in 100 ms
    int send_size = 1024;
    int escape = 0;
    int receive_mode = 0;
    int receive_size = 1460;
    int receive_timer = 50;  // ms
    int clean_buffer = 0;
  } transparent_transfer;
};

}  // namespace air780
