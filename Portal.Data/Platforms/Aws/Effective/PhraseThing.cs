namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Something that people know in a service.</summary>
/// <param name="Any">When it may be any of them: <c>any table</c>.</param>
/// <param name="Many">When it is some of them: <c>tables</c>.</param>
/// <param name="Verbs">What can be done to it, in the order in which it is told.</param>
internal sealed record PhraseThing(string Any, string Many, IReadOnlyList<PhraseVerb> Verbs);
