namespace Portal.Tests.Support;

/// <summary>What came of a verb of the command line.</summary>
/// <param name="ExitCode">0 done, 1 failed, 2 wrong usage.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Took">From start to end.</param>
/// <param name="PeakBytes">The most resident memory it had; 0 where the system does not say.</param>
public sealed record PortalVerbResult(int ExitCode, string Output, string Error, TimeSpan Took, long PeakBytes);
