namespace Portal.Hosting.SignIn;

/// <summary>Why someone was not let in, as the page says it.</summary>
internal enum SignInRefusal
{
    /// <summary>What the provider sent did not hold.</summary>
    Token,
    /// <summary>The provider does not answer.</summary>
    Provider,
    /// <summary>The provider could not say which groups they are in.</summary>
    Groups,
    /// <summary>They are not in the list of people.</summary>
    Unknown,
    /// <summary>They left.</summary>
    Left,
    /// <summary>They, or the provider, said no.</summary>
    Cancelled,
}
