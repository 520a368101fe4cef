namespace Portal.Inventory;

/// <summary>To whom an agent is handed on.</summary>
/// <param name="Person">The person's id.</param>
internal sealed record HandOnBody(Guid? Person);
