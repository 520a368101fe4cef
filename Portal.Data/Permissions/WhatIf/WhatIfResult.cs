namespace Portal.Data.Permissions.WhatIf;

/// <summary>What changes would do. Nothing was stored.</summary>
/// <param name="Identities">Those whose permissions would be different, most gained first, at most <see cref="WhatIfQueries.MostListed"/>.</param>
/// <param name="Different">How many would be different, those that are not listed included.</param>
/// <param name="Weighed">How many identities were looked at.</param>
/// <param name="Concerned">How many the changes concern; more than <paramref name="Weighed"/> when there are too many to look at.</param>
/// <param name="Errors">Why the changes make no sense, by field; then nothing was weighed.</param>
public sealed record WhatIfResult(
    IReadOnlyList<WhatIfRow> Identities, int Different, int Weighed, int Concerned, IReadOnlyDictionary<string, string[]> Errors);
