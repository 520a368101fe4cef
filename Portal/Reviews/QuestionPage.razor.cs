using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Reviews.Pauses;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>A question that a reviewer asked the signed-in person about an item. GET shows, POST replies.</summary>
/// <param name="questions">Reads it.</param>
/// <param name="reply">Takes the reply.</param>
/// <param name="navigation">Leads back to the page after replying, so that loading it again sends nothing again.</param>
public sealed partial class QuestionPage(QuestionQueries questions, ReplyToQuestion reply, NavigationManager navigation)
{
    private const string Field = "reply";

    private AskedQuestion? _question;
    private Paused? _outcome;

    /// <summary>The question's id.</summary>
    [Parameter]
    public Guid Question { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    private Caller By => Context.GetCaller();

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync() => _question = await questions.FindAsync(new ItemPauseId(Question), By, Context.RequestAborted);

    private async Task ReplyAsync()
    {
        if (_question is null)
        {
            return;
        }
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        _outcome = await reply.RunAsync(new ItemPauseId(Question), form[Field].ToString(), By, CancellationToken.None);
        if (_outcome == Paused.Done)
        {
            navigation.NavigateTo($"/reviews/questions/{Question}");
            return;
        }
        await ReadAsync();
    }
}
