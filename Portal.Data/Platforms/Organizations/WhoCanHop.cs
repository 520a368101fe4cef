namespace Portal.Data.Platforms.Organizations;

/// <summary>One step of the way: an identity becomes another, or does what was asked for.</summary>
/// <param name="Identity">Who.</param>
/// <param name="Becomes">Whom it becomes, or null at the last hop, where it does what was asked for.</param>
/// <param name="Answer">Whether it may, with the statements that decide.</param>
public sealed record WhoCanHop(int Identity, int? Becomes, AccessAnswer Answer);
