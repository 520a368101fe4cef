namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>The actions of one service that give the same kind of power.</summary>
/// <param name="Access">The kind of power.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Names">Their names, sorted.</param>
internal sealed record ActionGroup(AccessLevel Access, ActionSet Actions, IReadOnlyList<string> Names);
