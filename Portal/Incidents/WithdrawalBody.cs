namespace Portal.Incidents;

/// <summary>Why a statement is withdrawn.</summary>
/// <param name="Reason">The reason.</param>
internal sealed record WithdrawalBody(string? Reason);
