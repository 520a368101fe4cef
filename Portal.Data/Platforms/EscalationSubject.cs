namespace Portal.Data.Platforms;

/// <summary>One identity, as the search for escalation paths sees it.</summary>
/// <param name="Holding">What decides what it can do.</param>
/// <param name="Trust">Who may become it, as the platform's own document; null when there is no such document.</param>
public sealed record EscalationSubject(Holding Holding, PolicyText? Trust);
