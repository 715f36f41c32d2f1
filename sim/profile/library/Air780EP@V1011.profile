# Air780EP with the last firmware that the captures of its siblings know.
based-on = Air780EP@V1010
firmware = AirM2M_780EP_V1011_LTE_AT      [documented: release notes]
quirk cereg-prefix = CGREG                [captured: C11, with an Air780EPV]
quirk cgev-reason = off                   [inferred: Air780EP]
quirk ready-twice = off                   [inferred: Air780EP]
