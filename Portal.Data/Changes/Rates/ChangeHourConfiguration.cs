using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Changes.Rates;

/// <summary>The table of hours.</summary>
internal sealed class ChangeHourConfiguration : IEntityTypeConfiguration<ChangeHour>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ChangeHour> builder)
    {
        builder.ToTable("change_hours");
        builder.HasKey(h => new { h.Hour, h.Kind });
    }
}
