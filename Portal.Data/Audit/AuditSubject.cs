namespace Portal.Data.Audit;

/// <summary>What an act was done to.</summary>
/// <param name="Kind">What kind of thing: <c>agent</c>, <c>identity</c>, <c>campaign</c>….</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record AuditSubject(string Kind, string Id, string Name);
