using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Tables;
using Federated.Tasks.Schema;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>
/// Writes the contract that partners would otherwise agree on, by looking at all rows, which only a demonstration can do. A column becomes
/// a boolean when it says nothing but yes and no; a number when 95 of 100 cells are numbers; else a category. Left out are the columns that the
/// person named, constant and blank ones, and those that name a customer rather than describe one.
/// </summary>
internal static class ColumnGuesser
{
    /// <exception cref="CommandException">The label is no label, or no feature is left.</exception>
    public static ContractGuess Guess(string contractName, CsvTable table, ColumnRoles roles)
    {
        var numbers = CellNumbers.GuessFrom(table);
        var names = new FieldNames();
        var columns = new List<GuessedColumn>();
        var notices = new List<string>();
        for (var index = 0; index < table.Columns.Count; index++)
        {
            var column = table.Columns[index];
            if (roles.LeftOut.Contains(column))
                continue;
            if (column == roles.Id)
            {
                columns.Add(new GuessedColumn(column, new ContractField { Name = names.For(column), Type = FieldType.Text, Role = FieldRole.Id, Required = true }, HasOthers: false));
                continue;
            }

            var profile = new ColumnProfile(table, index, numbers);
            string? notice = null;
            var guessed = column == roles.Label
                ? new GuessedColumn(column, LabelGuess.Of(profile, names.For(column), roles.Positive), HasOthers: false)
                : FeatureGuess.Of(profile, names, out notice);
            if (guessed is not null)
                columns.Add(guessed);
            if (notice is not null)
                notices.Add(notice);
        }

        if (columns.TrueForAll(column => column.Field.Role != FieldRole.Feature))
            throw new CommandException("FED-DATA-COLUMN", "no column is left to learn from", string.Join(" ", ["give a file with more columns, or --drop fewer.", .. notices]));
        return new ContractGuess(DataContract.Create(contractName, [.. columns.Select(column => column.Field)]), columns, numbers.DecimalMark, notices);
    }
}
