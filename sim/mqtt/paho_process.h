// What Paho has once a process: its global initialisation, its two threads, its keepalive clock.
// Called from the io thread only, before any PahoHandle is made or used.
#pragma once

namespace air780 {

// Makes Paho ready: no proxies from the environment, no SIGPIPE. Cheap, starts no thread; any number of calls.
void prepare_paho();

// Keeps Paho's threads for the rest of the process once they run. Without this, destroying the last client waits up to
// a second for them to end. False when Paho has no memory for it.
bool keep_paho_threads();

// Paho checks keepalives every tenth of the interval of whichever client connected last, at most every 5 s. This sets
// the check back to ten times a second, so that a PINGREQ goes out when it is due; to be called after every connect.
void check_keepalives_often();

}  // namespace air780
