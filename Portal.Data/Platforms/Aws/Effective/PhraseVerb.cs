namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What can be done to a thing of a service.</summary>
/// <param name="Verb">As a sentence says it: <c>delete</c>, <c>run commands on</c>.</param>
/// <param name="Actions">The actions that do it, by full name; one is enough.</param>
internal sealed record PhraseVerb(string Verb, IReadOnlyList<string> Actions);
