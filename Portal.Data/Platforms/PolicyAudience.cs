namespace Portal.Data.Platforms;

/// <summary>Whose permissions a policy on a resource can move: nobody else can do more or less because of it.</summary>
/// <param name="IsEveryone">True when it may be anyone on the platform; the others are then of no account.</param>
/// <param name="Containers">Accounts, projects or namespaces of which it may be anyone.</param>
/// <param name="NativeIds">Identities that it names.</param>
public sealed record PolicyAudience(bool IsEveryone, IReadOnlyCollection<string> Containers, IReadOnlyCollection<string> NativeIds);
