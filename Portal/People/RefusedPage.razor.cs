using Microsoft.AspNetCore.Components;
using Portal.Hosting.SignIn;

namespace Portal.People;

/// <summary>Says why someone was not signed in. The cause in detail stands in the log, not on a page for strangers.</summary>
public sealed partial class RefusedPage
{
    /// <summary>Why, as <see cref="SignInRefusal"/> in lower case.</summary>
    [SupplyParameterFromQuery]
    public string? Why { get; set; }

    private SignInRefusal Refusal => Enum.GetValues<SignInRefusal>().FirstOrDefault(r => r.ToString().Equals(Why, StringComparison.OrdinalIgnoreCase));

    private string Title => Refusal switch
    {
        SignInRefusal.Token => "Signing in did not work",
        SignInRefusal.Provider => "Your organization’s sign-in does not answer",
        SignInRefusal.Groups => "Your groups could not be read",
        SignInRefusal.Unknown => "You are not in the list of people here",
        SignInRefusal.Left => "Your access has ended",
        SignInRefusal.Cancelled => "You are not signed in",
    };

    private string Text => Refusal switch
    {
        SignInRefusal.Token =>
            "What came back from your organization’s sign-in could not be accepted, or it took too long. Try again from the start; if it happens again, an administrator finds the cause in the portal’s log.",
        SignInRefusal.Provider =>
            "The portal could not reach the service that says who you are. Try again in a moment; an administrator finds the cause in the portal’s log.",
        SignInRefusal.Groups =>
            "Your roles follow from your groups, and Microsoft Graph did not say which ones you are in. Try again in a moment; an administrator finds the cause in the portal’s log.",
        SignInRefusal.Unknown =>
            "Your organization’s sign-in knows you, but the portal does not. Ask an administrator of the portal to add you, with your directory id or the mail address that your sign-in has verified.",
        SignInRefusal.Left =>
            "The list of people says that you left. If that is wrong, ask an administrator of the portal.",
        SignInRefusal.Cancelled =>
            "Signing in was cancelled, or your organization does not let you in here.",
    };
}
