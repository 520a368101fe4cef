namespace Portal.Data.People;

/// <summary>What administrators are told of a break-glass token.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is said to be for.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="At">When it was made.</param>
public sealed record BreakGlassToken(ApiTokenId Id, string Name, string Prefix, DateTimeOffset At);
