SELECT
    PayloadBinary,
    (now() at time zone 'utc'),
    Version
FROM
    OrleansStorage
WHERE
    GrainIdHash = @GrainIdHash
    AND GrainTypeHash = @GrainTypeHash AND @GrainTypeHash IS NOT NULL
    AND GrainIdN0 = @GrainIdN0 AND @GrainIdN0 IS NOT NULL
    AND GrainIdN1 = @GrainIdN1 AND @GrainIdN1 IS NOT NULL
    AND GrainTypeString = @GrainTypeString AND GrainTypeString IS NOT NULL
    AND ((@GrainIdExtensionString IS NOT NULL AND GrainIdExtensionString IS NOT NULL AND GrainIdExtensionString = @GrainIdExtensionString) OR @GrainIdExtensionString IS NULL AND GrainIdExtensionString IS NULL)
    AND ServiceId = @ServiceId AND @ServiceId IS NOT NULL
