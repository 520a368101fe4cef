namespace Portal.Data.People.Sync;

/// <summary>One complete reading of a directory, from its beginning or from the last reading on.</summary>
/// <param name="IsWhole">Whether it holds everyone, so that whoever is not in it is not there.</param>
/// <param name="Users">What it says, in order; of a person who stands in it twice the later counts.</param>
/// <param name="Next">Where the next reading goes on.</param>
public sealed record DirectoryReading(bool IsWhole, IReadOnlyList<DirectoryUser> Users, string Next);
