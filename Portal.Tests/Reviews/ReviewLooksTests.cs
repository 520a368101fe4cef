using Portal.Data.Reviews.Scopes;
using Portal.Reviews;

namespace Portal.Tests.Reviews;

/// <summary>How values of reviews are said.</summary>
public sealed class ReviewLooksTests
{
    [Theory]
    [InlineData("", "all current ones")]
    [InlineData("?status=confirmed&environment=production", "confirmed, in production")]
    [InlineData("?platform=aws&risk=50&owner=none&q=invoice", "on AWS, at a risk of 50 or more, owned by nobody, named “invoice”")]
    [InlineData("?privileged=true&unusedDays=90&tag=team%3Dorders", "through privileged identities, through identities unused for 90 days, through identities tagged “team=orders”")]
    public void The_chosen_agents_are_said_in_words(string filter, string expected) =>
        Assert.Equal(expected, ReviewLooks.Chosen(ReviewScope.Parse(filter)));
}
