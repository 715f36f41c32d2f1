"""The same driver with two mistakes that a good line never shows: it takes OK for the acknowledgement, and it does not
hear CLOSED."""

import thermometer


class Thermometer(thermometer.Thermometer):
    def report(self, temperatures):
        self.connect()
        for temperature in temperatures:
            self.publish(temperature)

    def publish(self, temperature):
        self.send(f'AT+MPUB="room/temperature",1,0,"{temperature}"')
        self.wait(("OK", "ERROR", "+CME ERROR"), 10)
