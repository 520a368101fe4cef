namespace Portal.Data.People.Sync;

/// <summary>What a directory says of one person.</summary>
/// <param name="Id">Their lasting id there.</param>
/// <param name="IsRemoved">Whether they are no longer there.</param>
/// <param name="Says">What it says; null empties it, and what is not there stays as it was.</param>
public sealed record DirectoryUser(string Id, bool IsRemoved, IReadOnlyDictionary<DirectoryMember, string?> Says);
