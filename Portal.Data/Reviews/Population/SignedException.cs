using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Population;

/// <summary>A person's word for a source, with the names of both.</summary>
/// <param name="Exception">The word.</param>
/// <param name="Source">The source's name, or null when it is not there any more.</param>
/// <param name="By">The person.</param>
public sealed record SignedException(ScopeException Exception, string? Source, PersonRef By);
