using System.Globalization;
using System.Text;
using System.Xml;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>
/// Writes a sheet from its first row to its last; no more of it than a cell is held in memory. Text stands in its cell and never in a formula:
/// the only formulas are the sums below tables.
/// </summary>
internal sealed class SheetXml : IDisposable
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Text that takes more lines than this is cut by the height of its row; it is all there for whoever looks into the cell.</summary>
    private const int MostLines = 8;

    private readonly XmlWriter xml;
    private readonly SheetLayout sheet;
    private readonly SheetLinks links;
    private readonly double[] widths;

    public SheetXml(Stream part, SheetLayout sheet, double[] widths, SheetLinks links)
    {
        xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        this.sheet = sheet;
        this.widths = widths;
        this.links = links;
    }

    public void Write(bool isFirst, string footer, string? drawing, IReadOnlyList<string> tables)
    {
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relationships);
        Properties(isFirst);
        Columns();
        Start("sheetData");
        Rows();
        xml.WriteEndElement();
        Links();
        Page(footer);
        // Hashes of digits are text on purpose.
        Empty("ignoredErrors", () => Empty("ignoredError", ("sqref", Extent()), ("numberStoredAsText", "1")));
        if (drawing is not null)
        {
            Reference("drawing", drawing);
        }

        if (tables.Count > 0)
        {
            Empty("tableParts", () => tables.ToList().ForEach(table => Reference("tablePart", table)), ("count", Number(tables.Count)));
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    public void Dispose() => xml.Dispose();

    private void Properties(bool isFirst)
    {
        Empty("sheetPr", () =>
        {
            if (isFirst)
            {
                Empty("tabColor", ("rgb", $"FF{OfficeTheme.Primary}"));
            }

            Empty("pageSetUpPr", ("fitToPage", "1"));
        });
        Empty("dimension", ("ref", Extent()));
        Start("sheetViews");
        Start("sheetView", ("showGridLines", "0"), ("tabSelected", isFirst ? "1" : "0"), ("workbookViewId", "0"));
        if (sheet.IsList)
        {
            Empty("pane", ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen"));
            Empty("selection", ("pane", "bottomLeft"), ("activeCell", "A2"), ("sqref", "A2"));
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        Empty("sheetFormatPr", ("defaultRowHeight", Number(SheetLayout.RowHeight)));
    }

    private void Columns()
    {
        Start("cols");
        foreach (var (at, width) in widths.Index())
        {
            Empty("col", ("min", Number(at + 1)), ("max", Number(at + 1)), ("width", width.ToString(CultureInfo.InvariantCulture)), ("customWidth", "1"));
        }

        xml.WriteEndElement();
    }

    private void Rows()
    {
        if (sheet.Heading is { } heading)
        {
            Row(0, 28, () => Text(0, 0, heading, CellStyle.Heading));
        }

        foreach (var line in sheet.Figures)
        {
            Figures(line);
        }

        foreach (var table in sheet.Tables)
        {
            Table(table);
        }
    }

    private void Figures(PlacedFigures line)
    {
        Row(line.Row, 20, () => Each((figure, column) => Text(column, line.Row, figure.Label, CellStyle.CardLabel)));
        Row(line.Row + 1, 28, () => Each((figure, column) => Text(column, line.Row + 1, figure.Value, CellStyle.CardValue)));
        Row(line.Row + 2, 20, () => Each((figure, column) => Text(column, line.Row + 2, Change(figure), Style(figure.Tone))));

        void Each(Action<KeyFigure, int> write)
        {
            foreach (var (column, figure) in line.Figures.Index())
            {
                write(figure, column);
            }
        }
    }

    private void Table(PlacedTable table)
    {
        var columns = table.Table.Columns;
        if (!sheet.IsList && table.Table.Caption is { } caption)
        {
            Row(table.HeaderRow - 1, 22, () => Text(0, table.HeaderRow - 1, caption, CellStyle.Caption));
        }

        Row(table.HeaderRow, HeaderHeight(table), () =>
        {
            foreach (var (column, format) in columns.Index())
            {
                Text(column, table.HeaderRow, table.Header(column), CellFormat.OfHeader(format.Kind));
            }
        });
        for (var at = 0; at < table.DataRows; at++)
        {
            var row = table.FirstRow + at;
            var cells = at < table.Table.Rows.Count ? table.Table.Rows[at] : [.. columns.Select(_ => Cell.Empty)];
            Row(row, Height(cells), () =>
            {
                foreach (var (column, cell) in cells.Index())
                {
                    Value(column, row, cell, columns[column].Kind);
                }
            });
        }

        if (table.HasTotals)
        {
            Row(table.LastRow, null, () => Totals(table));
        }
    }

    private void Totals(PlacedTable table)
    {
        foreach (var (column, format) in table.Table.Columns.Index())
        {
            if (format.HasTotal)
            {
                var total = table.Total(column);
                Start("c", ("r", CellAddress.Of(column, table.LastRow)), ("s", Number(StylesXml.Index(CellFormat.OfTotal(total, format.Kind)))));
                xml.WriteElementString("f", Main, table.TotalFormula(column));
                xml.WriteElementString("v", Main, total.ToString(CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }
            else
            {
                Text(column, table.LastRow, column == 0 ? table.TotalLabel ?? "" : "", CellStyle.TotalText);
            }
        }
    }

    private void Value(int column, int row, Cell cell, ColumnKind kind)
    {
        switch (cell)
        {
            case Cell.Text text:
                Text(column, row, text.Value, CellStyle.Text);
                break;
            case Cell.Number number:
                Number(column, row, number.Value.ToString(CultureInfo.InvariantCulture), CellFormat.OfNumber(number.Value, kind));
                break;
            case Cell.Day day:
                Moment(column, row, day.Value.ToDateTime(TimeOnly.MinValue), CellStyle.Day, "yyyy-MM-dd");
                break;
            case Cell.Moment moment:
                Moment(column, row, moment.Value.DateTime, CellStyle.Moment, "yyyy-MM-dd HH:mm");
                break;
            case Cell.Link link:
                Text(column, row, link.Value, links.Add(CellAddress.Of(column, row), link.Address) ? CellStyle.Link : CellStyle.Text);
                break;
        }
    }

    private void Moment(int column, int row, DateTime moment, CellStyle style, string format)
    {
        if (CellFormat.Serial(moment) is { } serial)
        {
            Number(column, row, serial.ToString(CultureInfo.InvariantCulture), style);
        }
        else
        {
            Text(column, row, moment.ToString(format, CultureInfo.InvariantCulture), CellStyle.Text);
        }
    }

    private void Number(int column, int row, string value, CellStyle style)
    {
        Start("c", ("r", CellAddress.Of(column, row)), ("s", Number(StylesXml.Index(style))));
        xml.WriteElementString("v", Main, value);
        xml.WriteEndElement();
    }

    private void Text(int column, int row, string text, CellStyle style)
    {
        var shown = CellText.Of(text);
        Start("c", ("r", CellAddress.Of(column, row)), ("s", Number(StylesXml.Index(style, CellText.NeedsQuote(shown)))));
        if (shown.Length > 0)
        {
            xml.WriteAttributeString("t", "inlineStr");
            Start("is");
            Start("t", ("xml:space", "preserve"));
            xml.WriteString(CellText.Escaped(shown));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Row(int row, int? height, Action cells)
    {
        Start("row", ("r", Number(row + 1)));
        if (height is { } points)
        {
            xml.WriteAttributeString("ht", Number(points));
            xml.WriteAttributeString("customHeight", "1");
        }

        cells();
        xml.WriteEndElement();
    }

    /// <summary>Null lets the reader choose, who knows its letters better.</summary>
    private int? Height(IReadOnlyList<Cell> cells)
    {
        foreach (var (column, cell) in cells.Index())
        {
            var text = cell switch { Cell.Text plain => plain.Value, Cell.Link link => link.Value, _ => "" };
            if (text.Length > widths[column] && ColumnWidths.Lines(text, widths[column]) > MostLines)
            {
                return MostLines * SheetLayout.RowHeight;
            }
        }

        return null;
    }

    private int HeaderHeight(PlacedTable table)
    {
        var lines = Enumerable.Range(0, table.LastColumn + 1).Max(column => ColumnWidths.Lines(table.Header(column), widths[column] - 3));
        return (Math.Min(lines, MostLines) * SheetLayout.RowHeight) + 5;
    }

    private void Links()
    {
        if (links.Targets.Count > 0)
        {
            Start("hyperlinks");
            foreach (var (cell, id) in links.Targets)
            {
                Start("hyperlink", ("ref", cell));
                xml.WriteAttributeString("id", Relationships, id);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private void Page(string footer)
    {
        Empty("pageMargins", ("left", "0.5"), ("right", "0.5"), ("top", "0.6"), ("bottom", "0.7"), ("header", "0.3"), ("footer", "0.3"));
        Empty("pageSetup", ("paperSize", "9"), ("orientation", "landscape"), ("fitToWidth", "1"), ("fitToHeight", "0"));
        Start("headerFooter");
        xml.WriteElementString("oddFooter", Main, footer);
        xml.WriteEndElement();
    }

    /// <summary>All cells that are written.</summary>
    private string Extent() => CellAddress.Range(0, 0, widths.Length - 1, sheet.LastRow);

    private static string Change(KeyFigure figure)
    {
        var word = figure.Tone switch { Tone.Neutral => null, Tone.Good => "good", Tone.Warning => "attention", Tone.Bad => "bad" };
        return string.Join(" · ", new[] { figure.Change, word }.Where(part => part is not null));
    }

    private static CellStyle Style(Tone tone) =>
        tone switch
        {
            Tone.Neutral => CellStyle.CardNeutral,
            Tone.Good => CellStyle.CardGood,
            Tone.Warning => CellStyle.CardWarning,
            Tone.Bad => CellStyle.CardBad,
        };

    private void Start(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes)
        {
            if (attribute == "xml:space")
            {
                xml.WriteAttributeString("xml", "space", null, value);
            }
            else
            {
                xml.WriteAttributeString(attribute, value);
            }
        }
    }

    private void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        xml.WriteEndElement();
    }

    private void Empty(string name, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        content();
        xml.WriteEndElement();
    }

    private void Reference(string name, string id)
    {
        Start(name);
        xml.WriteAttributeString("id", Relationships, id);
        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
