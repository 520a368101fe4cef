namespace Portal.People;

/// <summary>Where signing out ends.</summary>
public sealed partial class SignedOutPage;
