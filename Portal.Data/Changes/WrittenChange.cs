namespace Portal.Data.Changes;

/// <summary>A change that was just written, with the known identities that have a part in it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Parties">The identities.</param>
public sealed record WrittenChange(Change Change, IReadOnlyCollection<ChangeParty> Parties);
