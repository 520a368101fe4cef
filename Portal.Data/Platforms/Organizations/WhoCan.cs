namespace Portal.Data.Platforms.Organizations;

/// <summary>Who may do something.</summary>
/// <param name="Findings">The identities that may, or may under conditions, by name.</param>
/// <param name="Outsiders">Others whom the resource's own policy lets in: services, other accounts, everyone.</param>
/// <param name="NotModelled">What was left out and why, in plain sentences; empty when the answer is complete.</param>
public sealed record WhoCan(IReadOnlyList<WhoCanFinding> Findings, IReadOnlyList<WhoCanOutsider> Outsiders, IReadOnlyList<string> NotModelled);
