namespace Portal.Data.Platforms;

/// <summary>How much of one kind of power is there. An action counts once, in its widest form.</summary>
/// <param name="Access">The kind of power.</param>
/// <param name="Actions">Distinct actions that are allowed somewhere or under some condition.</param>
/// <param name="Everywhere">Of them, those on every resource without a condition.</param>
/// <param name="Conditional">Those that are never without a condition.</param>
public sealed record AccessTotal(AccessLevel Access, int Actions, int Everywhere, int Conditional);
