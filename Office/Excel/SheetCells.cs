using System.Globalization;
using System.Xml;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>The cells of a sheet by their types. Text stands in its cell and never in a formula: the only formulas are the sums below tables.</summary>
internal sealed class SheetCells(XmlWriter xml, SheetLinks links)
{
    public void Value(int column, int row, Cell cell, ColumnKind kind)
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

    public void Text(int column, int row, string text, CellStyle style)
    {
        var shown = CellText.Of(text);
        xml.Start("c", ("r", CellAddress.Of(column, row)), ("s", StylesXml.Index(style, CellText.NeedsQuote(shown))));
        if (shown.Length > 0)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.Start("is");
            xml.Start("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(CellText.Escaped(shown));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <param name="value">What the formula comes to, for readers that do not calculate.</param>
    /// <param name="column">From 0.</param>
    /// <param name="row">From 0.</param>
    /// <param name="formula">Without an equals sign.</param>
    /// <param name="kind">Of the column.</param>
    public void Sum(int column, int row, string formula, decimal value, ColumnKind kind)
    {
        xml.Start("c", ("r", CellAddress.Of(column, row)), ("s", StylesXml.Index(CellFormat.OfTotal(value, kind))));
        xml.WriteElementString("f", SheetElements.Main, formula);
        xml.WriteElementString("v", SheetElements.Main, value.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
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
        xml.Start("c", ("r", CellAddress.Of(column, row)), ("s", StylesXml.Index(style)));
        xml.WriteElementString("v", SheetElements.Main, value);
        xml.WriteEndElement();
    }
}
