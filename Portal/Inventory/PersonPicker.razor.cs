using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.People;

namespace Portal.Inventory;

/// <summary>Picks a person who works here, by name or mail address.</summary>
/// <param name="people">Knows them.</param>
public sealed partial class PersonPicker(PeopleQueries people)
{
    /// <summary>Who picks.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>What the person is picked for.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>The person, or null for nobody.</summary>
    [Parameter]
    public PersonRow? Value { get; set; }

    /// <summary>Told of another choice.</summary>
    [Parameter]
    public EventCallback<PersonRow?> ValueChanged { get; set; }

    private async Task<IReadOnlyList<PersonRow>> FindAsync(string? text, int most, CancellationToken cancellationToken) =>
        (await people.ListAsync(new() { Q = text, Active = true }, new PageRequest(Limit: most), By, cancellationToken)).Items;
}
