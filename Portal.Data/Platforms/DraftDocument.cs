namespace Portal.Data.Platforms;

/// <summary>One document of a draft.</summary>
/// <param name="Json">The document.</param>
/// <param name="Characters">Its size as the platform counts it, without white space.</param>
/// <param name="Statements">How many statements it has.</param>
public sealed record DraftDocument(string Json, int Characters, int Statements);
