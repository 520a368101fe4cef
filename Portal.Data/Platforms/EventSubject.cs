namespace Portal.Data.Platforms;

/// <summary>
/// An identity whose permissions an event touches, as far as the event names it. Many events name a principal by its short name alone,
/// which leaves the path in its native id open: then it is found by container, kind and name, which are unique together.
/// </summary>
/// <param name="Kind">What the identity is.</param>
/// <param name="Container">The account, project or namespace that it lives in.</param>
/// <param name="Name">Its short name.</param>
/// <param name="NativeId">Its native id, or null when the event does not give it in full.</param>
public sealed record EventSubject(IdentityKind Kind, string Container, string Name, string? NativeId);
