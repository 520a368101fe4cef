namespace Portal.Data.People;

/// <summary>What an import of people did.</summary>
/// <param name="Read">People in the list.</param>
/// <param name="Added">People who were not known before.</param>
/// <param name="Changed">People whose entry changed.</param>
public sealed record PeopleImported(int Read, int Added, int Changed);
