using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;

namespace Portal.Data.Reviews.Absences;

/// <summary>The table of absences.</summary>
internal sealed class AbsenceConfiguration : IEntityTypeConfiguration<Absence>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Absence> builder)
    {
        builder.ToTable("absences");
        builder.HasKey(a => a.Id);
        builder.HasIndex(a => new { a.PersonId, a.Until });
        builder.HasIndex(a => a.Until);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.StandInId).OnDelete(DeleteBehavior.Restrict);
    }
}
