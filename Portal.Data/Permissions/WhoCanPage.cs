using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Permissions;

/// <summary>One page of who can do something.</summary>
/// <param name="Items">Identities by name.</param>
/// <param name="Next">Where the next page starts, to be passed back as it is; null after the last.</param>
/// <param name="Total">How many identities there are on all pages.</param>
/// <param name="Outsiders">Others whom the resource's own policy lets in: services, other accounts, everyone.</param>
/// <param name="NotModelled">What was left out and why, in plain sentences; empty when the answer is complete.</param>
public sealed record WhoCanPage(
    IReadOnlyList<WhoCanRow> Items, string? Next, int Total, IReadOnlyList<WhoCanOutsider> Outsiders, IReadOnlyList<string> NotModelled);
