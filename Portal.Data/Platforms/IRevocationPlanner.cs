namespace Portal.Data.Platforms;

/// <summary>Plans how an entitlement is taken away and given back.</summary>
public interface IRevocationPlanner
{
    /// <summary>The exact commands that take <paramref name="entitlement"/> from <paramref name="principal"/>, and their inverse.</summary>
    /// <param name="principal">The principal's native id.</param>
    /// <param name="entitlement">What to take away.</param>
    /// <param name="document">The document that it brings, needed to give an inline policy back; null when unknown.</param>
    RevocationPlan Plan(string principal, EntitlementRef entitlement, PolicyText? document);
}
