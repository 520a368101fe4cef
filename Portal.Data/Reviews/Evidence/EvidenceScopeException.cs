using Portal.Data.Reviews.Population;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Evidence;

/// <summary>A person's word for a source that may not be complete.</summary>
/// <param name="Source">The source.</param>
/// <param name="Name">Its name when it was collected, or null when the campaign did not need it in the end.</param>
/// <param name="Problem">What was wrong with it.</param>
/// <param name="Reason">Why it went on.</param>
/// <param name="By">The person.</param>
/// <param name="At">When.</param>
public sealed record EvidenceScopeException(SourceId Source, string? Name, SourceProblem Problem, string Reason, EvidencePerson By, ZonedTime At);
