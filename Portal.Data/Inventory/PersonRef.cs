using Portal.Data.Access;

namespace Portal.Data.Inventory;

/// <summary>A person where only the name matters.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="IsActive">False once they left.</param>
public sealed record PersonRef(PersonId Id, string Name, bool IsActive);
