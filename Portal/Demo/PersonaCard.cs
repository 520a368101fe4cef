namespace Portal.Demo;

/// <summary>Someone of the demo organization to sign in as.</summary>
/// <param name="Persona">Which persona.</param>
/// <param name="Email">Which person.</param>
/// <param name="Name">Their name.</param>
/// <param name="Title">What they do.</param>
/// <param name="Who">Who they are, one sentence.</param>
/// <param name="Finds">What they will find, one sentence.</param>
public sealed record PersonaCard(Persona Persona, string Email, string Name, string Title, string Who, string Finds);
